package dev.hone.gocache.doctor;

/** Why the keys of two builds differ, and what to do about it. */
public enum Cause {
    PATHS(
            "The path of a folder is part of the key.",
            "Build with -trimpath (go env -w GOFLAGS=-trimpath), or in the same folder everywhere."),
    VCS(
            "go stamps the state of the repository into the program: its own package and its link differ with each commit.",
            "Build with -buildvcs=false where nobody reads the stamp; the packages it imports are shared in any case."),
    TIMES(
            "A test reads a file, and go knows files of tests by their time.",
            "Set the times of a checkout from its commits, for instance:"
                    + " git ls-files -z | xargs -0 touch -d @$(git log -1 --format=%ct)"),
    INDEX(
            "go indexes packages by the times of their files, which each checkout makes anew.",
            "Nothing: no compiled package depends on it. go reads these folders once more."),
    CLOCK("The time of day is part of the build.", "Take the time of the commit instead: git log -1 --format=%cI"),
    ENVIRONMENT(
            "A variable has another value.",
            "Give it the same value everywhere, in the settings of CI or with go env -w."),
    FLAGS("Other flags are used.", "Give all builds the same flags, best in GOFLAGS."),
    REBUILD("-a makes everything anew, whatever is in a cache.", "Leave it out."),
    PROFILE(
            "Another profile is used: each package depends on it.",
            "hone pgo refresh leaves a profile alone of which the compiler would make the same."),
    WRITTEN(
            "A file changes from one build to the next in the same folder: something writes it each time.",
            "Write it only when its content changes, and without the time or a random number in it."),
    SOURCE("The sources are not the same.", "If they should be: compare the two commits."),
    TOOLCHAIN(
            "Another Go or C compiler is used.",
            "Pin Go by a toolchain line in go.mod or by GOTOOLCHAIN, and use one image for C."),
    OTHER("An input differs.", "Compare the two values.");

    private final String why;
    private final String advice;

    Cause(String why, String advice) {
        this.why = why;
        this.advice = advice;
    }

    public String why() {
        return why;
    }

    public String advice() {
        return advice;
    }
}
