package dev.hone.pgo;

import dev.hone.gopgo.SymbolList;

/**
 * The functions that a version of a program has.
 *
 * @param version as uploads say it; empty when not said: then uploads of the last day are taken to be of it
 */
record ProgramSymbols(String version, SymbolList list) {}
