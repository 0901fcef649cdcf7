package dev.hone.gocache;

/**
 * One thing that has to be right for builds to use the cache.
 *
 * @param what the thing
 * @param fine whether it is right
 * @param said what was found
 * @param advice what to do; empty where there is nothing to do
 */
record SetUpCheck(String what, boolean fine, String said, String advice) {
    static SetUpCheck fine(String what, String said) {
        return new SetUpCheck(what, true, said, "");
    }

    static SetUpCheck problem(String what, String said, String advice) {
        return new SetUpCheck(what, false, said, advice);
    }
}
