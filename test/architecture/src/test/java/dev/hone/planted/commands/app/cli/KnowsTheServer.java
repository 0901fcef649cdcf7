package dev.hone.planted.commands.app.cli;

import dev.hone.planted.Fault;
import dev.hone.planted.commands.app.server.Routes;

/** A command that brings the whole server. */
@Fault
record KnowsTheServer(Routes used) {}
