package dev.hone.planted.finals.lib.base;

import dev.hone.planted.Twin;

/** Abstract, so it may be open. */
@Twin
abstract class Shape {
    abstract int corners();
}
