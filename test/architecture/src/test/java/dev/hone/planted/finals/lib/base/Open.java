package dev.hone.planted.finals.lib.base;

import dev.hone.planted.Fault;

/** Open to all, extended by none. */
@Fault
class Open {
    int value = 1;
}
