package dev.hone.consul;

import dev.hone.kit.TargetsOverHttpContract;
import dev.hone.targets.TargetSource;
import java.time.Duration;
import java.util.Map;

class ConsulRudeTest extends TargetsOverHttpContract {
    @Override
    protected TargetSource at(String url, Duration most) {
        return new ConsulTargetSource(Map.of("CONSUL_HTTP_ADDR", url, "CONSUL_HTTP_TOKEN", TOKEN), "", most);
    }
}
