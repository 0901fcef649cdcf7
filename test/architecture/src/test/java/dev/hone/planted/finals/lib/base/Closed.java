package dev.hone.planted.finals.lib.base;

import dev.hone.planted.Twin;

/** Closed. */
@Twin
final class Closed {
    int value = 1;
}
