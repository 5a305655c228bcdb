//! What the system says about this process. Only Linux tells, in `/proc`.

use std::fs;

/// What the process uses; nothing where the system does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Memory that is not swapped out, in bytes.
    pub resident: Option<u64>,
    /// Files and connections that are open.
    pub open_fds: Option<u64>,
    /// How many may be.
    pub max_fds: Option<u64>,
}

impl Usage {
    /// Of this process, now.
    #[must_use]
    pub fn now() -> Self {
        let text = |name: &str| fs::read_to_string(format!("/proc/self/{name}"));
        let open = fs::read_dir("/proc/self/fd").map(Iterator::count).ok();
        Self {
            resident: text("status").ok().and_then(|status| resident(&status)),
            // less the one that reads the folder
            open_fds: open.and_then(|open| u64::try_from(open).ok()?.checked_sub(1)),
            max_fds: text("limits").ok().and_then(|limits| max_fds(&limits)),
        }
    }
}

/// From the line `VmRSS:     11264 kB` (proc(5); its kB are KiB).
fn resident(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

/// From the line `Max open files            1024                 4096  files`:
/// the soft limit.
fn max_fds(limits: &str) -> Option<u64> {
    let mut lines = limits.lines();
    let line = lines.find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_linux_writes() {
        let status = "VmPeak:\t   21000 kB\nVmRSS:\t   11264 kB\nRssAnon:\t 1 kB\n";
        assert_eq!(resident(status), Some(11_264 * 1024));
        let limits = "Max processes             95   95   processes\n\
            Max open files            1024                 524288               files\n";
        assert_eq!(max_fds(limits), Some(1024));
        assert_eq!(
            max_fds("Max open files  unlimited  unlimited  files\n"),
            None
        );
        assert_eq!((resident(""), max_fds("")), (None, None));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_uses_something() {
        let usage = Usage::now();
        assert!(usage.resident > Some(1024 * 1024) && usage.open_fds >= Some(3));
    }
}
