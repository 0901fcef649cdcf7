package dev.hone.planted.optionals.lib.base;

import dev.hone.planted.Fault;
import java.util.Optional;

/** Keeps an Optional. */
@Fault
record KeepsOne(Optional<String> name) {}
