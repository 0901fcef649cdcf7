package dev.hone.server.pgo;

import dev.hone.pgo.AppName;
import dev.hone.server.http.Call;
import dev.hone.server.keys.Access;
import dev.hone.server.keys.Admission;
import dev.hone.server.keys.Gate;
import dev.hone.server.keys.Role;
import java.util.Optional;

/** The server's own keys, for pgo-fleet's routes. */
public record GatedFleetKeys(Gate gate) implements FleetKeys {
    @Override
    public Optional<AppName> submitter(Call call) {
        return app(call, Role.SUBMIT);
    }

    @Override
    public Optional<AppName> merger(Call call) {
        return app(call, Role.READ);
    }

    private Optional<AppName> app(Call call, Role role) {
        String header = call.header("Authorization").orElse(null);
        Admission admission = gate.admit(Access.keyed(role), header, call.isFromHere(), null);
        return switch (admission) {
            case Admission.Admitted admitted -> Optional.of(app(admitted));
            case Admission.Unknown _, Admission.Forbidden _ -> Optional.empty();
        };
    }

    private static AppName app(Admission.Admitted admitted) {
        String app = admitted.caller().app();
        return app == null ? USUAL : AppName.of(app);
    }
}
