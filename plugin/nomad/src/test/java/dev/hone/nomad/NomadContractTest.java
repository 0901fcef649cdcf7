package dev.hone.nomad;

import dev.hone.kit.TargetSourceContract;
import dev.hone.targets.Marks;
import dev.hone.targets.TargetSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class NomadContractTest extends TargetSourceContract {
    private FakeNomad nomad;
    private TargetSource source;

    @BeforeEach
    void open() {
        nomad = new FakeNomad();
        source = NomadTargetSource.of(Map.of("NOMAD_ADDR", nomad.url()), "");
    }

    @AfterEach
    void close() {
        source.close();
        nomad.close();
    }

    @Override
    protected TargetSource source() {
        return source;
    }

    @Override
    protected void list(List<Listed> instances) {
        nomad.hold(instances.stream()
                .map(listed -> new FakeNomad.Entry(
                        listed.app().equals("batch") ? "night" : "default",
                        "shop",
                        listed.name(),
                        listed.host(),
                        listed.port(),
                        tags(listed)))
                .toList());
    }

    private static List<String> tags(Listed listed) {
        List<String> tags = new ArrayList<>(List.of(Marks.SCRAPE + "=true", Marks.APP + "=" + listed.app(), "other"));
        listed.marks().forEach((name, value) -> tags.add(name + "=" + value));
        return tags;
    }

    @Override
    protected void breakDown() {
        nomad.stop();
    }

    @Override
    protected void mend() {
        nomad.startAgain();
    }
}
