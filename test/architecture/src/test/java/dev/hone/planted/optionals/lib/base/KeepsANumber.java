package dev.hone.planted.optionals.lib.base;

import dev.hone.planted.Fault;
import java.util.OptionalLong;

/** Keeps an optional number. */
@Fault
record KeepsANumber(OptionalLong number) {}
