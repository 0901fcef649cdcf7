package dev.hone.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.kit.RudeServer;
import dev.hone.targets.Target;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.Targets;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NomadTargetSourceTest {
    private static final List<String> TAGS = List.of("autopgo.scrape=true", "autopgo.scrape.app=web");

    private static Targets look(FakeNomad nomad, String app) {
        return NomadTargetSource.of(Map.of("NOMAD_ADDR", nomad.url()), app).look();
    }

    private static FakeNomad.Entry entry(String service, String allocation, List<String> tags) {
        return new FakeNomad.Entry("default", service, allocation, "10.0.0.1", 80, tags);
    }

    @Test
    void look_forAnApp_asksAsAutopgoDoes_butNotForServicesThatCannotHaveIt() {
        try (FakeNomad nomad = new FakeNomad()) {
            nomad.hold(List.of(
                    entry("shop", "alloc-1", TAGS),
                    entry("other", "alloc-2", List.of("autopgo.scrape=true", "autopgo.scrape.app=b")),
                    entry("database", "alloc-3", List.of())));
            assertThat(look(nomad, "web").found())
                    .containsExactly(Target.of("web", "alloc-1", URI.create("http://10.0.0.1:80/debug/pprof/profile")));
            String filter = "filter=Tags%20contains%20%22autopgo.scrape%3Dtrue%22%20and%20Tags%20contains%20"
                    + "%22autopgo.scrape.app%3Dweb%22";
            assertThat(nomad.requests())
                    .containsExactly(
                            "/v1/services?" + filter + "&namespace=*",
                            "/v1/service/shop?" + filter + "&namespace=default&per_page=1000");
        }
    }

    @Test
    void look_seesAllNamespaces_whateverTheVariableSays() {
        try (FakeNomad nomad = new FakeNomad()) {
            nomad.hold(List.of(
                    entry("shop", "alloc-1", TAGS), new FakeNomad.Entry("other", "shop", "alloc-2", "h", 80, TAGS)));
            NomadTargetSource source =
                    NomadTargetSource.of(Map.of("NOMAD_ADDR", nomad.url(), "NOMAD_NAMESPACE", "other"), "");
            assertThat(source.look().found())
                    .extracting(Target::instance)
                    .containsExactlyInAnyOrder("alloc-1", "alloc-2");
        }
    }

    @Test
    void look_turnsPages() {
        try (FakeNomad nomad = new FakeNomad()) {
            nomad.hold(IntStream.range(0, 2500)
                    .mapToObj(i -> entry("shop", "alloc-" + i, TAGS))
                    .toList());
            assertThat(look(nomad, "").found())
                    .extracting(Target::instance)
                    .hasSize(2500)
                    .doesNotHaveDuplicates();
            assertThat(nomad.requests()).hasSize(4);
        }
    }

    @Test
    void look_atAServiceWithMixedInstances_takesThoseThatAreMarked() {
        try (FakeNomad nomad = new FakeNomad()) {
            nomad.hold(List.of(
                    entry("shop", "alloc-1", List.of("autopgo.scrape=true")),
                    entry("shop", "alloc-2", TAGS),
                    entry("shop", "alloc-3", List.of("autopgo.scrape.app=web"))));
            Targets targets = look(nomad, "");
            assertThat(targets.found()).extracting(Target::instance).containsExactly("alloc-2");
            assertThat(targets.left())
                    .containsExactly(
                            new Targets.LeftOut("alloc-1", "it names no app; add the tag autopgo.scrape.app=NAME"));
        }
    }

    @Test
    void look_leavesOutWhatHasNoAddress() {
        try (FakeNomad nomad = new FakeNomad()) {
            nomad.hold(List.of(
                    new FakeNomad.Entry("default", "shop", "alloc-1", "", 80, TAGS),
                    new FakeNomad.Entry("default", "shop", "", "h", 0, TAGS)));
            assertThat(look(nomad, "").left())
                    .containsExactly(
                            new Targets.LeftOut("alloc-1", "it has no address"),
                            new Targets.LeftOut(
                                    "shop _nomad-task--group-web-shop", "it has no port between 1 and 65535"));
        }
    }

    @Test
    void look_withAnUnknownToken_saysWhatItNeeds() {
        try (FakeNomad nomad = new FakeNomad()) {
            nomad.demand("right");
            NomadTargetSource source =
                    NomadTargetSource.of(Map.of("NOMAD_ADDR", nomad.url(), "NOMAD_TOKEN", "wrong"), "");
            assertThatThrownBy(source::look)
                    .isInstanceOfSatisfying(
                            TargetException.class, e -> assertThat(e.error()).isEqualTo(TargetError.DENIED))
                    .hasMessageContaining("read-job")
                    .hasMessageNotContaining("wrong");
            assertThat(NomadTargetSource.of(Map.of("NOMAD_ADDR", nomad.url(), "NOMAD_TOKEN", "right"), "")
                            .check())
                    .isEqualTo(Health.GOOD);
        }
    }

    @Test
    void settings_areThoseOfNomadsClient() {
        try (RudeServer server = RudeServer.answering(200, "null")) {
            NomadTargetSource source = NomadTargetSource.of(
                    Map.of("NOMAD_ADDR", server.url(), "NOMAD_REGION", "eu", "NOMAD_HTTP_AUTH", "me"), "");
            assertThat(source.look().found()).isEmpty();
            assertThat(server.requests().getLast())
                    .contains("&region=eu ")
                    .contains("Authorization: Basic bWU6\n")
                    .doesNotContain("X-Nomad-Token");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOMAD_ADDR   | unix:///secrets/api.sock | names a Unix socket",
                "NOMAD_ADDR   | http://                  | is no address",
                "NOMAD_CACERT | /nowhere/at/all          | a file for TLS cannot be read"
            })
    void look_withSettingsThatCannotBe_saysWhich(String name, String value, String message) {
        assertThatThrownBy(() -> NomadTargetSource.of(Map.of(name, value), "").look())
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.error()).isEqualTo(TargetError.MISCONFIGURED))
                .hasMessageContaining(message);
    }
}
