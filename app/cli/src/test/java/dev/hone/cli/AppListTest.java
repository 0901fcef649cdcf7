package dev.hone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code list}, {@code delete} and {@code clean}; the answers are those of an autopgo server. */
final class AppListTest {
    private static final String TWO = """
            {"profiles":[{"key":"api","size":1,"lastModified":"2026-03-04T05:05:07.678Z"},\
            {"key":"web-long-name","size":12345678,"lastModified":"2026-03-01T03:04:05.123456789+01:00"}]}
            """;

    private final StandIn server =
            new StandIn().on("GET /api/profile", 200, TWO).on("DELETE /api/profile/", 200, "{}\n");

    @AfterEach
    void stop() {
        server.close();
    }

    private Run list(String profiles) {
        server.on("GET /api/profile", 200, profiles);
        return Run.of("list", "-u", server.url());
    }

    @Test
    void list_isAutopgosTable_withAgesInWholeSeconds() {
        assertThat(Run.of("list", "-u", server.url())).isEqualTo(new Run(0, """
                NAME           SIZE      LAST MODIFIED
                api            1         59s
                web-long-name  12345678  75h2m1s
                """, ""));
    }

    @Test
    void list_ofNothing_isTheHeading() {
        assertThat(list("{\"profiles\":[]}").out()).isEqualTo("NAME  SIZE  LAST MODIFIED\n");
        assertThat(list("{\"profiles\":null}").out()).isEqualTo("NAME  SIZE  LAST MODIFIED\n");
    }

    @Test
    void list_ofStrangeEntries_showsThemHarmlessly() {
        assertThat(list("""
                        {"profiles":[{"key":"a\\u001b[2J","size":1,"lastModified":"0001-01-01T00:00:00Z"},
                        {"key":"b","lastModified":"2026-03-04T05:06:09Z"},{"key":7,"size":1e999999999,"lastModified":"x"},5]}""").out())
                .contains("a\\u001b[2J")
                .contains("2562047h47m16s")
                .contains("-2s");
    }

    @Test
    void json_isWhatTheServerSaid() {
        assertThat(Run.of("list", "--json", "-u", server.url()).out())
                .contains("\"key\" : \"api\"")
                .contains("\"lastModified\" : \"2026-03-04T05:05:07.678Z\"");
    }

    @Test
    void list_ofAServerThatFails_saysWhatItSays() {
        server.on("GET /api/profile", 500, "{\"message\":\"store is down\",\"code\":500}");
        Run run = Run.of("list", "-u", server.url());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("hone: the server says: store is down (500)\n");
    }

    @Test
    void list_ofSomethingElse_quotesIt() {
        assertThat(list("hello").err()).isEqualTo("hone: the server's answer is not JSON; it begins: hello\n");
    }

    @Test
    void list_whereNothingListens_saysWhere() {
        Run run = Run.with(Map.of("AUTOPGO_API_URL", "http://127.0.0.1:1"), "list");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).startsWith("hone: nothing answers at http://127.0.0.1:1; is a server running there?");
    }

    @Test
    void delete_asksForIt_andSaysNothing() {
        assertThat(Run.of("delete", "web", "-u", server.url())).isEqualTo(new Run(0, "", ""));
        assertThat(server.lines()).containsExactly("DELETE /api/profile/web");
        assertThat(Run.of("delete", "Web", "-u", server.url()).exitCode()).isEqualTo(2);
    }

    @Test
    void delete_ofWhatIsNotThere_fails() {
        server.on("DELETE /api/profile/", 404, "{\"message\":\"Not Found\",\"code\":404}");

        assertThat(Run.of("delete", "web", "-u", server.url()).exitCode()).isEqualTo(3);
    }

    @Test
    void clean_bothCriteria_eitherIsEnough() {
        Run run = Run.of("clean", "-u", server.url(), "-d", "48h", "-s", "100000000");

        assertThat(run).isEqualTo(new Run(0, "Deleted profile 'web-long-name'\n", ""));
        assertThat(server.lines()).containsExactly("GET /api/profile", "DELETE /api/profile/web-long-name");
        assertThat(Run.of("clean", "-u", server.url(), "-d", "59s", "-s", "0")
                        .out()
                        .lines())
                .containsExactly("Deleted profile 'api'", "Deleted profile 'web-long-name'");
    }

    @Test
    void clean_isStrict_aboutSizeAndAge() {
        assertThat(Run.of("clean", "-u", server.url(), "-s", "1").out()).isEqualTo("Deleted profile 'web-long-name'\n");
        assertThat(Run.of("clean", "-u", server.url(), "-s", "12345678").out()).isEmpty();
        assertThat(Run.of("clean", "-u", server.url(), "-d", "59322ms").out())
                .isEqualTo("Deleted profile 'web-long-name'\n");
    }

    @Test
    void clean_byAutopgosVariables_works() {
        Run run = Run.with(
                Map.of("AUTOPGO_LARGER_THAN", "100", "AUTOPGO_OLDER_THAN", "", "AUTOPGO_API_URL", server.url()),
                "clean");

        assertThat(run.out()).isEqualTo("Deleted profile 'web-long-name'\n");
    }

    @Test
    void clean_withoutACriterion_asksNobody() {
        Run run = Run.of("clean", "-u", server.url());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("one of --older-than or --larger-than must be set");
        assertThat(Run.of("clean", "-u", server.url(), "-d=-1h").exitCode()).isEqualTo(2);
        assertThat(Run.of("clean", "-u", server.url(), "-d", "2d").exitCode()).isEqualTo(2);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void clean_stopsAtTheFirstThatFails() {
        server.on("DELETE /api/profile/api", 404, "{\"message\":\"Not Found\",\"code\":404}");
        Run run = Run.of("clean", "-u", server.url(), "-d", "1s");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(server.lines()).hasSize(2);
    }

    @Test
    void clean_dryRun_deletesNothing() {
        assertThat(Run.of("clean", "-u", server.url(), "-s", "1", "--dry-run").out())
                .isEqualTo("Would delete profile 'web-long-name'\n");
        assertThat(server.lines()).containsExactly("GET /api/profile");
    }

    @Test
    void clean_ofAKeyThatIsNoApp_deletesNothingElse() {
        server.on(
                "GET /api/profile",
                200,
                "{\"profiles\":[{\"key\":\"../x\",\"size\":5,\"lastModified\":\"2020-01-01T00:00:00Z\"}]}");

        assertThat(Run.of("clean", "-u", server.url(), "-s", "1").err())
                .contains("../x is not a valid application name");
        assertThat(server.lines()).containsExactly("GET /api/profile");
    }
}
