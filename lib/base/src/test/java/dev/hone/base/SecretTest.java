package dev.hone.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final String VALUE = "hunter2-é";

    private final Secret secret = Secret.of(VALUE);

    private record Login(String user, Secret password) {}

    record Server(
            @Setting(key = "token", fallback = "", doc = "The token.")
            Secret token) {
        Server {
            if (token.reveal().startsWith("hunter")) {
                throw new IllegalArgumentException("the token " + token + " is too easy to guess");
            }
        }
    }

    @Test
    void text_inEveryForm_isThreeStars() {
        assertThat(secret.toString()).isEqualTo("***");
        assertThat("token=" + secret).isEqualTo("token=***");
        assertThat(String.format("%s", secret)).isEqualTo("***");
        assertThat(String.valueOf(secret)).isEqualTo("***");
        assertThat(new StringBuilder().append(secret)).hasToString("***");
        assertThat(new Login("ann", secret)).hasToString("Login[user=ann, password=***]");
        assertThat(List.of(secret)).hasToString("[***]");
        assertThat(Map.of("token", secret)).hasToString("{token=***}");
        assertThat(Optional.of(secret)).hasToString("Optional[***]");
    }

    @Test
    void given_printed_doesNotShowTheValue() {
        assertThat(new Configuration.Given("token", VALUE, "--token"))
                .asString()
                .doesNotContain(VALUE);
    }

    @Test
    void configuration_thatRefusesTheRecord_doesNotShowTheValue() {
        assertThat(problems("token")).contains("the token *** is too easy").doesNotContain(VALUE);
    }

    @Test
    void configuration_withAMistypedKey_doesNotShowTheValue() {
        assertThat(problems("tokne")).contains("did you mean 'token'?").doesNotContain(VALUE);
    }

    private static String problems(String key) {
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> Configuration.of(Server.class).read(List.of(new Configuration.Given(key, VALUE, "--" + key))));
        StringWriter all = new StringWriter();
        refusal.printStackTrace(new PrintWriter(all));
        return refusal.problems() + all.toString();
    }

    @Test
    void reveal_isTheValue() {
        assertThat(secret.reveal()).isEqualTo(VALUE);
    }

    @Test
    void equals_sameValue_isEqual() {
        assertThat(secret).isEqualTo(Secret.of(VALUE)).hasSameHashCodeAs(Secret.of(VALUE));
        assertThat(secret).isNotEqualTo(Secret.of("hunter2"));
        assertThat((Object) secret).isNotEqualTo(VALUE);
    }
}
