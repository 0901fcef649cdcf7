package dev.hone.nomad;

import dev.hone.kit.TargetsOverHttpContract;
import dev.hone.targets.TargetSource;
import java.time.Duration;
import java.util.Map;

class NomadRudeTest extends TargetsOverHttpContract {
    @Override
    protected TargetSource at(String url, Duration most) {
        return new NomadTargetSource(Map.of("NOMAD_ADDR", url, "NOMAD_TOKEN", TOKEN), "", most);
    }
}
