package dev.hone.planted.commands.app.cli;

import dev.hone.planted.Twin;
import dev.hone.planted.commands.loop.pgo.Merge;

/** A command that puts a stage to work. */
@Twin
record KnowsAStage(Merge used) {}
