package dev.hone.planted.cycles.lib.base.nest;

import dev.hone.planted.Fault;
import dev.hone.planted.cycles.lib.base.Hen;

/** First there was the egg. */
@Fault
public record Egg(Hen hen) {}
