package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.cli.remote.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code hone pgo policy}, {@code rules} and {@code recipe}: all edit one policy on the server. */
final class PgoPolicyTest {
    private static final String PATH = "/api/hone/v1/apps/web/policy";

    private final StandIn server = new StandIn();
    private String policy = """
            {"format":1,"window":"30d","keep":20,"promote":"auto","fleet":"","rules":["deny-known","deny ^a$"],
             "prune":[{"drop":"x"}],"recipe":{},"unsigned":false}""";

    @BeforeEach
    void keepAPolicy() {
        StandIn.Reply reply = exchange -> {
            byte[] body = policy.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
        server.on("GET " + PATH, reply).on("PUT " + PATH, exchange -> {
            policy = server.asked().getLast().body();
            reply.to(exchange);
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Run pgo(String... words) {
        return Run.of(Stream.of(Stream.of("pgo"), Stream.of(words), Stream.of("-u", server.url()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private JsonValue kept() {
        return JsonValue.parse(policy);
    }

    @Test
    void policy_isShown_andAsJson() {
        assertThat(pgo("policy", "web").out()).isEqualTo("""
                format    1
                window    30d
                keep      20
                promote   auto
                fleet     none
                rules     deny-known; deny ^a$
                prune     drop=x
                recipe    none
                unsigned  false
                """);
        assertThat(pgo("policy", "web", "--json").out()).contains("\"window\" : \"30d\"");
        assertThat(server.lines()).doesNotContain("PUT " + PATH);
    }

    @Test
    void set_changesOneKey_andKeepsItsType() {
        assertThat(pgo(
                                "policy",
                                "web",
                                "--set",
                                "window=14d",
                                "--set",
                                "keep=5",
                                "--set",
                                "fleet=123",
                                "--set",
                                "new=[1]")
                        .exitCode())
                .isZero();
        assertThat(kept().at("window").text()).isEqualTo("14d");
        assertThat(kept().at("keep").whole()).isEqualTo(5);
        assertThat(kept().at("fleet").isText()).isTrue();
        assertThat(kept().at("new").isArray()).isTrue();
        assertThat(kept().at("promote").text()).isEqualTo("auto");
    }

    @Test
    void set_thatTheServerRefuses_saysAllItSays() {
        server.on("PUT " + PATH, 400, "{\"message\":\"window: write a duration\\nkeep: write a number\",\"code\":400}");
        Run run = pgo("policy", "web", "--set", "window=x");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("window: write a duration").contains("keep: write a number");
    }

    /** The server tags what it answers, and takes only what was made of that. */
    private void editedByOthers(int times) {
        AtomicInteger edits = new AtomicInteger();
        server.on("GET " + PATH, exchange -> {
                    byte[] body = policy.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("ETag", tag());
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    if (edits.incrementAndGet() <= times) {
                        policy = kept().with("keep", JsonValue.of(100 + edits.get()))
                                .pretty();
                    }
                })
                .on("PUT " + PATH, exchange -> {
                    StandIn.Asked asked = server.asked().getLast();
                    boolean meant = asked.header("If-match").equals(tag());
                    policy = meant ? asked.body() : policy;
                    byte[] body = (meant ? policy : "{\"message\":\"somebody else changed it\",\"code\":412}")
                            .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(meant ? 200 : 412, body.length);
                    exchange.getResponseBody().write(body);
                });
    }

    private String tag() {
        return '"' + Integer.toHexString(policy.hashCode()) + '"';
    }

    @Test
    void set_whileSomebodyElseEdits_keepsBothChanges() {
        editedByOthers(2);
        Run run = pgo("policy", "web", "--set", "window=14d");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(kept().at("window").text()).isEqualTo("14d");
        assertThat(kept().at("keep").whole()).isEqualTo(102);
        pgo("rules", "web", "--remove", "1");
        assertThat(kept().at("rules").items()).hasSize(1);
    }

    @Test
    void set_whileOthersEditAllTheTime_givesUpAndSaysSo() {
        editedByOthers(Integer.MAX_VALUE);
        Run run = pgo("policy", "web", "--set", "window=14d");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("somebody else changed it");
        assertThat(kept().at("window").text()).isEqualTo("30d");
    }

    @Test
    void file_replacesAll_resetTakesAllAway() {
        Run run = Run.withInput(
                "{\"keep\": 3}".getBytes(StandardCharsets.UTF_8),
                "pgo",
                "policy",
                "web",
                "-f",
                "-",
                "-u",
                server.url());

        assertThat(run.exitCode()).isZero();
        assertThat(kept().members()).containsOnlyKeys("keep");
        pgo("policy", "web", "--reset");
        assertThat(kept().members()).isEmpty();
        assertThat(server.lines()).containsExactly("PUT " + PATH, "PUT " + PATH);
    }

    @Test
    void change_thatMakesNoSense_asksNobody() {
        assertThat(pgo("policy", "web", "--set", "a=1", "--reset").exitCode()).isEqualTo(2);
        assertThat(pgo("policy", "web", "-f", "gone.json").err()).contains("gone.json: there is no such file");
        assertThat(Run.withInput("{".getBytes(StandardCharsets.UTF_8), "pgo", "policy", "web", "-f", "-")
                        .err())
                .startsWith("hone: - is not JSON");
        assertThat(server.asked()).isEmpty();
        assertThat(pgo("policy", "web", "--set", "window").err()).contains("--set takes KEY=VALUE");
    }

    @Test
    void rules_areNumbered_addedAndRemoved() {
        assertThat(pgo("rules", "web").out()).isEqualTo("""
                NUMBER  RULE
                     1  deny-known
                     2  deny ^a$
                """);
        pgo("rules", "web", "--rename", "old=new", "--deny-exactly", "main.b", "--deny", "^a$", "--remove", "1");
        assertThat(kept().at("rules").items().stream().map(JsonValue::text))
                .containsExactly("deny ^a$", "deny-exactly main.b", "rename old=new");
        pgo("rules", "web", "--remove", "deny ^a$", "--remove", "3");
        assertThat(pgo("rules", "web", "--json").out()).isEqualTo("[\n  \"deny-exactly main.b\"\n]\n");
        assertThat(kept().at("window").text()).isEqualTo("30d");
    }

    @Test
    void rules_thatAreNone_asksNobodyToStoreThem() {
        assertThat(pgo("rules", "web", "--deny", "(").exitCode()).isNotZero();
        assertThat(pgo("rules", "web", "--rename", "no").exitCode()).isNotZero();
        assertThat(server.asked()).isEmpty();
        assertThat(pgo("rules", "web", "--remove", "7").err()).contains("there is no rule '7' to remove");
        assertThat(server.lines()).doesNotContain("PUT " + PATH);
    }

    @Test
    void recipe_isSetShownAndTakenAway() {
        assertThat(pgo("recipe", "web").out()).contains("there is no recipe for web");
        assertThat(pgo("recipe", "web", "checkout=3", "batch=1").out()).isEqualTo("""
                WORKLOAD  SHARE  OF ALL
                checkout      3   75.0%
                batch         1   25.0%
                """);
        assertThat(kept().at("recipe").at("checkout").whole()).isEqualTo(3);
        pgo("recipe", "web", "--none");
        assertThat(kept().at("recipe").members()).isEmpty();
    }

    @Test
    void recipe_thatIsNone_asksNobody() {
        for (String share : new String[] {"web", "web=", "web=0", "web=1001", "web=-1", "web=1.5"}) {
            assertThat(pgo("recipe", "web", share).exitCode()).as(share).isEqualTo(2);
        }
        assertThat(pgo("recipe", "web", "a=1", "a=2").err()).contains("workload 'a' is there twice");
        assertThat(pgo("recipe", "web", "a=1", "--none").exitCode()).isEqualTo(2);
        assertThat(server.asked()).isEmpty();
    }
}
