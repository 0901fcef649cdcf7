package dev.hone.gocache.pgo;

/** What a program is compiled by: a profile, none, or one with which go does not build it. */
public sealed interface Guidance {
    /**
     * The packages are compiled without a profile.
     */
    record None() implements Guidance {}

    /**
     * They are compiled by a profile.
     *
     * @param key stands for it in the keys of packages: equal ones find what the other has made
     * @param content the SHA-256 of the file
     * @param decisions equal ones make the compiler decide the same
     * @param calls how many calls go takes from it; with 0 it is a variant of its own and changes no code
     */
    record By(String key, String content, String decisions, int calls) implements Guidance {}

    /** There is a profile, and go ends each build with its refusal. */
    record Refused(String reason) implements Guidance {}
}
