package dev.hone.planted.apps.app.server;

import dev.hone.planted.Twin;
import dev.hone.planted.apps.loop.pgo.Merge;

/** An app that puts a stage to work. */
@Twin
record KnowsAStage(Merge used) {}
