package dev.hone.planted.apps.app.server;

import dev.hone.planted.Fault;
import dev.hone.planted.apps.bench.runs.Runs;

/** An app that carries its benchmarks. */
@Fault
record KnowsABenchmark(Runs used) {}
