//! What Linux says of a process, and of the machine.

use std::fs;
use std::time::Duration;

fn read(path: &str) -> Option<String> {
    fs::read_to_string(path).ok()
}

/// The fields of a process, from its parent on.
fn stat(pid: u32) -> Option<Vec<u64>> {
    let stat = read(&format!("/proc/{pid}/stat"))?;
    // its name is in brackets, and may be anything
    let (_, fields) = stat.rsplit_once(") ")?;
    let fields = fields.split_whitespace().skip(1);
    Some(fields.map(|it| it.parse().unwrap_or(0)).collect())
}

/// Ticks are hundredths of a second on every Linux.
fn ticks(ticks: &[u64]) -> Duration {
    Duration::from_millis(ticks.iter().sum::<u64>() * 10)
}

/// How long a process has been at work so far, on all cores together.
pub fn worked(pid: u32) -> Duration {
    ticks(&stat(pid).expect("a process")[10..12])
}

/// The same of a process and its children, those among them that have ended.
pub fn all_worked(pid: u32) -> Duration {
    let all = fs::read_dir("/proc").expect("Linux").flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let children = pids.filter_map(stat).filter(|it| it[0] == u64::from(pid));
    let children: Duration = children.map(|it| ticks(&it[10..12])).sum();
    children + ticks(&stat(pid).expect("a process")[10..14])
}

/// Resident now, and at most so far, in bytes: what it allocated, and what it
/// maps of files.
pub fn memory(pid: u32) -> (u64, u64) {
    let status = read(&format!("/proc/{pid}/status")).expect("a process");
    let kb = |name| number(&status, name).unwrap_or(0);
    (kb("VmRSS:") * 1_024, kb("VmHWM:") * 1_024)
}

/// What it wrote to files so far, in bytes.
pub fn written(pid: u32) -> u64 {
    let io = read(&format!("/proc/{pid}/io")).expect("a process");
    number(&io, "write_bytes:").expect("a number")
}

fn number(lines: &str, name: &str) -> Option<u64> {
    let line = lines.lines().find_map(|line| line.strip_prefix(name));
    line?.split_whitespace().next()?.parse().ok()
}

/// How long all cores together did nothing so far, and how long they were there.
pub fn idle() -> (Duration, Duration) {
    let stat = read("/proc/stat").expect("Linux");
    let line = stat.lines().next().expect("all cores");
    let fields = line.split_whitespace().skip(1);
    let fields: Vec<u64> = fields.map(|it| it.parse().expect("ticks")).collect();
    // idle, and waiting for a disk; guests are counted among the first fields
    (ticks(&fields[3..5]), ticks(&fields[..8]))
}
