//! Ranges that earlier metadata called mobile and the bundled one, or the one
//! after it, knows no more: who has such a number signed in with it, and cannot do
//! so otherwise. They stay good for everybody, for an exception for numbers that
//! have a user would tell who has one.
//!
//! Made of the mobile patterns of libphonenumber 8.12.15 (December 2020), 8.12.30,
//! 8.12.50, 8.13.0 to 8.13.50 in tens, 9.0.0 to 9.0.30 in tens and 9.0.42, less all
//! that 9.0.42 and 9.0.43 both know, as whatever type, and less the changes of
//! whole countries, which are [`rules`](super::rules).

/// A calling code, how many digits its numbers have without it, and how they
/// begin.
type Range = (&'static str, usize, &'static str);

#[rustfmt::skip]
const RANGES: &[Range] = &[
    ("7", 10, "\
        930000 930001 930002 930003 930004 930006 930007 930008 930009 930038 930039 930065 \
        930066 930067 930068 930081 930082 930083"),
    ("33", 9, "700"),
    ("34", 9, "590100 590101 590102 590600"),
    ("40", 9, "600 62 6300 640"),
    ("45", 8, "\
        200 210 220 230 240 250 290 300 310 320 330 340 350 360 37 380 390 400 410 420 430 440 \
        450 460 470 480 490 500 510 520 530 540 550 560 570 580 590 600 610 620 630 640 650 660 \
        690 700 710 720 730 740 750 760 770 780 790 810 820 860 870 880 890 910 920 930 940 970 \
        980 990"),
    ("47", 8, "4536 58 59"),
    ("57", 10, "9101"),
    ("61", 9, "4792 4793 4794 4795 4796 4797 4798 4799"),
    ("95", 10, "9878"),
    ("255", 9, "64"),
    ("256", 9, "796 797"),
    ("267", 8, "321"),
    ("350", 8, "629"),
    ("358", 6, "4946"),
    ("358", 7, "4946"),
    ("358", 8, "4946"),
    ("358", 9, "4946"),
    ("358", 10, "4946"),
    ("359", 8, "48"),
    ("371", 8, "2301 2302 2303 2304 2305 2306 2308 2309 2321 23339"),
    ("377", 8, "49"),
    ("590", 9, "\
        69408 69409 69412 69413 69414 69415 69416 6949 69610 69611 69616 69617 69618 69619 69650 \
        69651 69652 69653 69654 6966 6967"),
    ("681", 6, "50 68"),
    ("856", 10, "302 304"),
    ("963", 9, "91 92 97"),
    ("972", 9, "501 521 541 5517 5519 580 581 582 588 589"),
    ("974", 8, "28 29"),
    ("995", 9, "\
        54410 544115 544116 544117 544118 544119 54412 54413 54415 54416 54417 54418 54419"),
];

/// Whether a number, `+` and digits, is in one of them.
pub fn was_mobile(e164: &str) -> bool {
    let digits = e164.trim_start_matches('+');
    RANGES.iter().any(|(code, length, starts)| {
        let national = digits.strip_prefix(code).filter(|it| it.len() == *length);
        national.is_some_and(|it| starts.split(' ').any(|start| it.starts_with(start)))
    })
}
