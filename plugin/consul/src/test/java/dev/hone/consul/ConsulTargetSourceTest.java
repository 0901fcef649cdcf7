package dev.hone.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.base.Component.Health;
import dev.hone.kit.RudeServer;
import dev.hone.targets.Target;
import dev.hone.targets.TargetError;
import dev.hone.targets.TargetException;
import dev.hone.targets.Targets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsulTargetSourceTest {
    private static final List<String> TAGS = List.of("autopgo.scrape=true", "autopgo.scrape.app=web");

    private static Targets look(FakeConsul consul, String app) {
        return ConsulTargetSource.of(Map.of("CONSUL_HTTP_ADDR", consul.url()), app)
                .look();
    }

    @Test
    void look_forAnApp_asksAsAutopgoDoes() {
        try (FakeConsul consul = new FakeConsul()) {
            consul.add("shop", "10.0.0.9", "10.0.0.1", 80, TAGS, Map.of());
            consul.add(
                    "other",
                    "10.0.0.9",
                    "10.0.0.2",
                    80,
                    List.of("autopgo.scrape=true", "autopgo.scrape.app=b"),
                    Map.of());
            assertThat(look(consul, "web").found())
                    .containsExactly(
                            Target.of("web", "10.0.0.1:80", URI.create("http://10.0.0.1:80/debug/pprof/profile")));
            String filter =
                    "filter=ServiceTags%20contains%20%22autopgo.scrape%3Dtrue%22%20and%20ServiceTags%20contains%20"
                            + "%22autopgo.scrape.app%3Dweb%22";
            assertThat(consul.requests())
                    .containsExactly("/v1/catalog/services?" + filter, "/v1/catalog/service/shop?" + filter);
        }
    }

    @Test
    void look_atAnInstanceWithoutAddress_takesItsNodes() {
        try (FakeConsul consul = new FakeConsul()) {
            consul.add("shop", "10.0.0.9", "", 80, TAGS, Map.of());
            consul.add("shop", "", "", 80, TAGS, Map.of());
            consul.add("shop", "10.0.0.8", "", 0, TAGS, Map.of());
            Targets targets = look(consul, "");
            assertThat(targets.found()).extracting(Target::instance).containsExactly("10.0.0.9:80");
            assertThat(targets.left())
                    .containsExactlyInAnyOrder(
                            new Targets.LeftOut("shop shop-1", "it has no address"),
                            new Targets.LeftOut("shop shop-2", "it has no port between 1 and 65535"));
        }
    }

    @Test
    void look_atAService_leavesItsProxiesOut_andTakesItsVersion() {
        try (FakeConsul consul = new FakeConsul()) {
            consul.add("shop", "10.0.0.9", "10.0.0.1", 80, TAGS, Map.of("ServiceMeta", Map.of("version", "v7")));
            consul.add(
                    "shop-sidecar-proxy", "10.0.0.9", "10.0.0.1", 21000, TAGS, Map.of("ServiceKind", "connect-proxy"));
            Targets targets = look(consul, "");
            assertThat(targets.found()).extracting(Target::version).containsExactly("v7");
            assertThat(targets.left())
                    .containsExactly(new Targets.LeftOut(
                            "10.0.0.1:21000", "it is a connect-proxy that took over the tags of its service"));
        }
    }

    @Test
    void look_atAServiceOfTwoApps_findsBoth_andOfNone_saysSo() {
        try (FakeConsul consul = new FakeConsul()) {
            List<String> both = List.of("autopgo.scrape=true", "autopgo.scrape.app=a", "autopgo.scrape.app=b");
            consul.add("shop", "", "h", 80, both, Map.of());
            consul.add("nobody", "", "n", 80, List.of("autopgo.scrape=true"), Map.of());
            consul.add("unmarked", "", "u", 80, List.of("autopgo.scrape=false"), Map.of());
            Targets all = look(consul, "");
            assertThat(all.found()).extracting(Target::app).containsExactlyInAnyOrder("a", "b");
            assertThat(all.left())
                    .containsExactly(
                            new Targets.LeftOut("n:80", "it names no app; add the tag autopgo.scrape.app=NAME"));
            assertThat(look(consul, "a").found()).extracting(Target::app).containsExactly("a");
        }
    }

    @Test
    void look_atAnOldConsul_thatListsAllServices_asksForOursOnly() {
        try (FakeConsul consul = new FakeConsul()) {
            consul.becomeOld();
            for (int i = 0; i < 50; i++) {
                consul.add("other-" + i, "", "h", 80, List.of("x"), Map.of());
            }
            consul.add("shop & more/", "", "h", 80, TAGS, Map.of());
            assertThat(look(consul, "").found()).hasSize(1);
            assertThat(consul.requests()).hasSize(2);
            assertThat(consul.requests().getLast()).startsWith("/v1/catalog/service/shop%20%26%20more%2F?");
        }
    }

    @Test
    void look_whenConsulHidesInstances_fails() {
        try (FakeConsul consul = new FakeConsul()) {
            consul.add("shop", "", "h", 80, TAGS, Map.of());
            consul.say("X-Consul-Results-Filtered-By-ACLs", "true");
            assertThatThrownBy(() -> look(consul, ""))
                    .isInstanceOfSatisfying(
                            TargetException.class, e -> assertThat(e.error()).isEqualTo(TargetError.DENIED))
                    .hasMessageContaining("service:read and node:read");
        }
    }

    @Test
    void look_atManyServices_findsAll() {
        try (FakeConsul consul = new FakeConsul()) {
            for (int i = 0; i < 300; i++) {
                consul.add("shop-" + i, "", "h" + i, 80, TAGS, Map.of());
            }
            assertThat(look(consul, "web").found()).hasSize(300);
            assertThat(consul.requests()).hasSize(301);
        }
    }

    @Test
    void settings_areThoseOfConsulsClient(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "from-file\n");
        try (RudeServer server = RudeServer.answering(200, "{}")) {
            Map<String, String> environment = Map.of(
                    "CONSUL_HTTP_ADDR", server.url() + "/behind/proxy/",
                    "CONSUL_HTTP_TOKEN_FILE", file.toString(),
                    "CONSUL_HTTP_AUTH", "me:secret",
                    "CONSUL_NAMESPACE", "team a",
                    "CONSUL_PARTITION", "p");
            ConsulTargetSource source = ConsulTargetSource.of(environment, "");
            assertThat(source.check()).isEqualTo(Health.GOOD);
            assertThat(server.requests().getLast())
                    .startsWith("GET /behind/proxy/v1/catalog/services?filter=")
                    .contains("&ns=team%20a&partition=p ")
                    .contains("X-Consul-Token: from-file\n", "Authorization: Basic bWU6c2VjcmV0\n");
            Files.writeString(file, "rotated");
            assertThat(source.look().found()).isEmpty();
            assertThat(server.requests().getLast()).contains("X-Consul-Token: rotated\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONSUL_HTTP_ADDR       | unix:///run/consul.sock | names a Unix socket",
                "CONSUL_HTTP_ADDR       | http://u:p@h            | is no address",
                "CONSUL_HTTP_ADDR       | gopher://h              | is no address",
                "CONSUL_HTTP_ADDR       | h h                     | is no address",
                "CONSUL_HTTP_TOKEN_FILE | /nowhere/at/all         | names a file that cannot be read",
                "CONSUL_CACERT          | /nowhere/at/all         | a file for TLS cannot be read",
                "CONSUL_CAPATH          | /nowhere/at/all         | a file for TLS cannot be read",
                "CONSUL_HTTP_TOKEN      | odd\u0007token          | holds odd characters"
            })
    void look_withSettingsThatCannotBe_saysWhich(String name, String value, String message) {
        ConsulTargetSource source = ConsulTargetSource.of(Map.of(name, value), "");
        assertThatThrownBy(source::look)
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.error()).isEqualTo(TargetError.MISCONFIGURED))
                .hasMessageContaining(message)
                .hasMessageNotContaining("odd\u0007token");
        assertThat(source.check()).isInstanceOf(Health.Bad.class);
    }

    @Test
    void look_forWhatIsNoApp_fails() {
        assertThatThrownBy(() -> ConsulTargetSource.of(Map.of(), "x\" or ServiceTags contains \"")
                        .look())
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.error()).isEqualTo(TargetError.MISCONFIGURED));
    }
}
