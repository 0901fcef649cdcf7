package dev.hone.server.pgo;

import dev.hone.pgo.AppName;
import dev.hone.server.http.Call;
import java.util.Optional;

/** Tells for which app somebody calls pgo-fleet's routes, which have no app in their paths. */
public interface FleetKeys {
    /** The app of a key that names none. */
    AppName USUAL = AppName.of("default");

    /** The app that the caller may submit to; empty when there is none. */
    Optional<AppName> submitter(Call call);

    /** The app whose profile the caller may have; empty when there is none. */
    Optional<AppName> merger(Call call);
}
