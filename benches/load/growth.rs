//! What grows with the number of users: nothing may.

use super::Bench;
use super::crowd::JSON;
use super::pace::Times;
use super::program::Program;
use super::seed;
use super::table::{head, median, row};

pub async fn measure(bench: &Bench) {
    let numbers = ["sign-ins a second", "p99 ms", "of the smallest"];
    head(&["users"], &numbers);
    let (crowd, extent) = (&bench.crowd, bench.extent);
    let mut programs = Vec::new();
    for power in 3..=extent.users {
        let users = 10_u64.pow(power);
        let url = seed::of(users, bench).await;
        let program = Program::textgate(&bench.built, &crowd.gateway, Some(&url)).await;
        // one turn to fill the caches
        turn(bench, &program).await;
        programs.push((users, program, Vec::new(), Vec::new()));
    }
    for _ in 0..extent.turns {
        for (_, program, rates, slow) in &mut programs {
            let times = turn(bench, program).await;
            rates.push(times.rate());
            slow.push(times.at(990).as_secs_f64() * 1e3);
        }
    }
    let mut smallest = None;
    for (users, _, rates, slow) in programs {
        let (rate, slow) = (median(rates), median(slow));
        let share = 100.0 * rate / *smallest.get_or_insert(rate);
        row(&[
            &users.to_string(),
            &format!("{rate:.0}"),
            &format!("{slow:.1}"),
            &format!("{share:.0} %"),
        ]);
    }
}

async fn turn(bench: &Bench, program: &Program) -> Times {
    let people = bench.crowd.ready(&[program.address], JSON).await;
    bench.crowd.turn(people, JSON, bench.extent.lasts).await
}
