package dev.hone.planted.hidden.lib.base;

import dev.hone.planted.Twin;

/** Hidden; uses what is beside it. */
@Twin
record Own(OnlyItsOwnNeedIt used) {}
