package dev.hone.pgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PolicyTest {
    private static void refused(String json, String... words) {
        assertThatThrownBy(() -> Policy.parse(json))
                .isInstanceOfSatisfying(
                        PgoException.class, e -> assertThat(e.error()).isEqualTo(PgoError.BAD_POLICY))
                .hasMessageContainingAll(words);
    }

    @Test
    void parse_ofNothing_isTheUsual() {
        assertThat(Policy.parse("{}")).isEqualTo(Policy.USUAL);
    }

    @Test
    void json_readsBack_andIsTheSameText() {
        Policy policy = Policy.parse("""
                {"window": "90d", "halfLife": "36h", "promote": "manual", "recipe": {"web": 3, "batch": 1},
                 "rules": ["deny-known", "rename a*=b*"], "prune": [{"drop": "x", "keep": "y"}, {"drop": "z"}],
                 "family": ["web", "api"], "fleet": "all", "uploadBytes": "5MiB", "unsigned": true}
                """);

        assertThat(Policy.parse(policy.json())).isEqualTo(policy);
        assertThat(Policy.parse(policy.json()).json()).isEqualTo(policy.json());
        assertThat(policy.json())
                .contains("\"window\" : \"90d\"", "\"halfLife\" : \"36h0m0s\"")
                .endsWith("}\n");
        assertThat(Policy.USUAL.json()).startsWith("{\n  \"format\" : 1,\n  \"window\" : \"30d\",\n");
    }

    @Test
    void with_changesTheKeysGiven_andLeavesTheOthers() {
        Policy policy = Policy.parse("{\"window\": \"60d\"}").with("{\"coolDown\": \"1h\"}");

        assertThat(policy.aging().window()).isEqualTo(Duration.ofDays(60));
        assertThat(policy.publishing().coolDown()).isEqualTo(Duration.ofHours(1));
        assertThat(policy.with("{\"rules\": \"# nothing\\ndeny-known\"}")
                        .shaping()
                        .rules())
                .containsExactly("# nothing", "deny-known");
    }

    @Test
    void problems_areToldTogether() {
        refused(
                """
                {"windw": "30d", "halfLife": 7, "versionStep": 2, "minimumSamples": -1, "promote": "maybe",
                 "recipe": {"web": 0}, "rules": ["nonsense"], "prune": [{"keep": "x"}], "fleet": "Not A Name",
                 "staleFlag": 0.9}
                """,
                "windw: no such key; did you mean 'window'?",
                "halfLife: write it in quotes",
                "versionStep: write a number from 0 to 1",
                "minimumSamples: write a whole number from 0",
                "promote: write auto or manual",
                "recipe: the share of 'web' is a whole number from 1 to 1000",
                "rules: line 1: 'nonsense' is no rule",
                "prune: rule 1: a rule to prune needs an expression 'drop'",
                "fleet: invalid app name",
                "staleFlag: it is larger than staleBlock");
    }

    @Test
    void parse_ofWhatIsNoPolicy_saysSo() {
        refused("", "a policy is a JSON object");
        refused("[]", "a policy is a JSON object");
        refused("{", "the policy is not JSON, line 1");
        refused("{\"keep\": 1, \"keep\": 2}", "the policy is not JSON", "keep");
        refused("{} {}", "the policy is not JSON");
        refused("[".repeat(100_000), "the policy is not JSON");
        refused(" ".repeat(2 << 20), "larger than 1 MiB");
        refused("{\"a\\u001bb\": 1}", "a\\u001bb");
        refused("{\"window\": \"1e9d\"}", "window: '1e9d' is not a duration");
        refused("{\"window\": \"99999d\"}", "window: write a duration from 1d to 3650d");
        refused("{\"rules\": [\"deny " + "(a{1000}){1000}" + "\"]}", "too large");
        refused("{\"minDrift\": \"NaN\", \"keep\": 1e99}", "minDrift: write a number", "keep: write a whole number");
        assertThatThrownBy(() -> Policy.parse("{\"format\": 2}"))
                .isInstanceOfSatisfying(
                        PgoException.class, e -> assertThat(e.error()).isEqualTo(PgoError.NEWER_FORMAT));
    }

    @Test
    void pruneFile_givesTheRulesOfTheFirstEntryForAnApp() {
        PruneFile file = PruneFile.parse("""
                [{"app": "web", "rules": [{"drop": "a", "keep": "b"}, {"Drop": "c", "keep": null}]},
                 {"app": "web", "rules": [{"drop": "never"}]},
                 {"app": "none", "rules": []}]
                """);

        assertThat(file.rules(AppName.of("web"))).containsExactly(new PruneRule("a", "b"), new PruneRule("c", ""));
        assertThat(file.rules(AppName.of("none"))).isEmpty();
        assertThat(file.rules(AppName.of("other"))).isEmpty();
        assertThat(PruneFile.NONE.rules(AppName.of("web"))).isEmpty();
    }

    @Test
    void pruneFile_withARuleThatCannotWork_isRefused_andSaysWhich() {
        String start = "[{\"app\": \"a\", \"rules\": []}, {\"app\": \"b\", \"rules\": [{\"drop\": \"x\"}, ";
        for (List<String> wrong : List.of(
                List.of("{\"keep\": \"x\"}", "a rule to prune needs an expression 'drop'"),
                List.of("{\"drop\": \"\"}", "a rule to prune needs an expression 'drop'"),
                List.of("{\"drop\": \"(\"}", "'(' is not a regular expression"),
                List.of("{\"drop\": \"(a{1000}){1000}\"}", "too large"),
                List.of("{\"drop\": \"x\", \"kep\": \"y\"}", "no key 'kep'"),
                List.of("{\"drop\": 1}", "'drop' is a text in quotes"),
                List.of("7", "write an object"))) {
            assertThatThrownBy(() -> PruneFile.parse(start + wrong.getFirst() + "]}]"))
                    .isInstanceOf(PgoException.class)
                    .hasMessageStartingWith("entry 2 of the prune file: rule 2: ")
                    .hasMessageContaining(wrong.getLast());
        }
        assertThatThrownBy(() -> PruneFile.parse("{}")).hasMessageContaining("is a JSON list");
        assertThatThrownBy(() -> PruneFile.parse("[{\"app\": \"a\"}]")).hasMessageContaining("'rules' is missing");
    }
}
