package dev.hone.pgo;

import java.util.List;

/** Says whose profile may be used for an app that has none of its own. */
interface StandIns {
    /** Nobody's. */
    StandIns NONE = app -> List.of();

    /** The apps to ask, the nearest first. */
    List<AppName> of(AppName app);
}
