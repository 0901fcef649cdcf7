package dev.hone.collect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MultipartFormTest {
    private static final String TYPE = "multipart/form-data; boundary=XX";

    private static MultipartForm form(String body) {
        return MultipartForm.read(TYPE, body.getBytes(ISO_8859_1));
    }

    private static String part(MultipartForm form, String name) {
        return form.part(name).map(bytes -> new String(bytes, ISO_8859_1)).orElse("none");
    }

    /** As Go's mime/multipart writes it. */
    @Test
    void form_asGoWritesIt_hasItsParts() {
        MultipartForm form = form(String.join(
                "\r\n",
                "--XX",
                "Content-Disposition: form-data; name=\"profile\"; filename=\"profile.pprof\"",
                "Content-Type: application/octet-stream",
                "",
                "\u001f\u008b",
                "--X",
                "--",
                "end",
                "--XX",
                "Content-Disposition: form-data; name=\"sample_type_config\"; filename=\"c.json\"",
                "",
                "{}",
                "--XX--",
                ""));

        assertThat(part(form, "profile")).isEqualTo("\u001f\u008b\r\n--X\r\n--\r\nend");
        assertThat(part(form, "sample_type_config")).isEqualTo("{}");
        assertThat(part(form, "prev_profile")).isEqualTo("none");
    }

    @Test
    void form_withAPreambleAndBlanksBehindBoundaries_isRead() {
        MultipartForm form =
                form("see below\r\n--XX \t\r\ncontent-disposition:form-data;name=a\r\n\r\n\r\n--XX--and more");

        assertThat(part(form, "a")).isEmpty();
    }

    @Test
    void form_withoutParts_isEmpty() {
        assertThat(part(form("--XX--"), "profile")).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--XX",
                "--XX\r\n",
                "--YY--",
                "--XX\r\n\r\n\r\n--XX--",
                "--XXY\r\n",
                "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\nno end",
                "--XX\r\nContent-Disposition: form-data; name=a\r\n",
                "--XX\nContent-Disposition: form-data; name=a\n\n\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=\r\n\r\n\r\n--XX--",
                "--XX\r\nA: form-data; name=a\r\n\r\n\r\n--XX--",
                "--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--XX\r\nContent-Disposition: form-data;name=a\r\n\r\n2\r\n--XX--"
            })
    void form_thatIsNone_isRefused(String body) {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> form(body))
                .matches(e -> e.error() == PushError.MALFORMED)
                .withMessageStartingWith("the form cannot be read: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"",
                "multipart/form-data; boundary=a\u0001b",
                "multipart/form-data;boundary"
            })
    void contentType_withoutBoundary_isRefused(String type) {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> MultipartForm.read(type, new byte[0]))
                .withMessageContaining("boundary");
    }

    @Test
    void boundary_mayBeQuoted_andStandBehindOthers() {
        byte[] body = "--a;b\r\nContent-Disposition: form-data; name=p\r\n\r\n1\r\n--a;b--".getBytes(ISO_8859_1);
        MultipartForm form = MultipartForm.read("Multipart/Form-Data; charset=x; Boundary=\"a;b\"", body);

        assertThat(part(form, "p")).isEqualTo("1");
    }

    @Test
    void form_ofManyParts_isRefused() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            body.append("--XX\r\nContent-Disposition: form-data; name=")
                    .append(i)
                    .append("\r\n\r\n\r\n");
        }
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> form(body.append("--XX--").toString()))
                .matches(e -> e.error() == PushError.TOO_LARGE);
    }

    @Test
    void header_withoutEnd_isNotSearchedForever() {
        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() -> form("--XX\r\n" + "A: b\r\n".repeat(100_000)))
                .withMessageContaining("header");
    }

    /** What looks like a boundary until its last character, again and again. */
    @Test
    @Timeout(20)
    void body_ofNearlyBoundaries_isReadOnce() {
        String boundary = "x".repeat(70);
        String near = "\r\n--" + boundary.substring(1) + 'y';
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=a\r\n\r\n" + near.repeat(200_000);

        assertThatExceptionOfType(PushException.class)
                .isThrownBy(() ->
                        MultipartForm.read("multipart/form-data; boundary=" + boundary, body.getBytes(ISO_8859_1)))
                .withMessageContaining("in the middle of a part");
    }
}
