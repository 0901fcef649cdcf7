package carry

import "syscall"

const lowest = 19

// beBackground is about this thread alone: Linux has a niceness for each. If it is refused, packing is as quick as the rest.
func beBackground() { _ = syscall.Setpriority(syscall.PRIO_PROCESS, syscall.Gettid(), lowest) }
