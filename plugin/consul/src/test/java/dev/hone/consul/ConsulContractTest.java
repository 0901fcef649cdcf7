package dev.hone.consul;

import dev.hone.kit.TargetSourceContract;
import dev.hone.targets.Marks;
import dev.hone.targets.TargetSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class ConsulContractTest extends TargetSourceContract {
    private FakeConsul consul;
    private TargetSource source;

    @BeforeEach
    void open() {
        consul = new FakeConsul();
        source = ConsulTargetSource.of(Map.of("CONSUL_HTTP_ADDR", consul.url()), "");
    }

    @AfterEach
    void close() {
        source.close();
        consul.close();
    }

    @Override
    protected TargetSource source() {
        return source;
    }

    @Override
    protected void list(List<Listed> instances) {
        consul.clear();
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Listed listed : instances) {
            entries.add(Map.of(
                    "ServiceName", listed.app().equals("batch") ? "nightly" : "shop",
                    "ServiceID", listed.name(),
                    "ServiceAddress", listed.host(),
                    "ServicePort", listed.port(),
                    "ServiceTags", tags(listed)));
        }
        consul.addAll(entries);
    }

    static List<String> tags(Listed listed) {
        List<String> tags = new ArrayList<>(List.of(Marks.SCRAPE + "=true", Marks.APP + "=" + listed.app(), "other"));
        listed.marks().forEach((name, value) -> tags.add(name + "=" + value));
        return tags;
    }

    @Override
    protected void breakDown() {
        consul.stop();
    }

    @Override
    protected void mend() {
        consul.startAgain();
    }
}
