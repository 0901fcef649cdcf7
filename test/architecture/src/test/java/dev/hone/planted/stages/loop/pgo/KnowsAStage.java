package dev.hone.planted.stages.loop.pgo;

import dev.hone.planted.Fault;
import dev.hone.planted.stages.loop.collect.Scrape;

/** A stage that imports another. */
@Fault
record KnowsAStage(Scrape used) {}
