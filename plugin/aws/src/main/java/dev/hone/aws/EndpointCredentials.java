package dev.hone.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Credentials that a web server gives, as the ones of ECS and EKS do, at whatever address; asked again before they end. */
final class EndpointCredentials implements AwsCredentialsProvider {
    private static final int LARGEST = 1 << 16;
    /** So long before their end they are not used any more, unless there is little time to begin with. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final URI endpoint;
    private final SdkHttpClient http;
    private final InstantSource clock;
    private @Nullable Known known;

    private record Known(AwsCredentials credentials, Instant until) {}

    EndpointCredentials(URI endpoint, SdkHttpClient http, InstantSource clock) {
        this.endpoint = endpoint;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public synchronized AwsCredentials resolveCredentials() {
        if (known == null || !clock.instant().isBefore(known.until())) {
            known = parse(asked());
        }
        return known.credentials();
    }

    private JsonNode asked() {
        SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoint)
                .putHeader("Accept", "application/json")
                .build();
        try {
            HttpExecuteResponse answer = http.prepareRequest(
                            HttpExecuteRequest.builder().request(request).build())
                    .call();
            try (InputStream body =
                    answer.responseBody().<InputStream>map(in -> in).orElse(InputStream.nullInputStream())) {
                byte[] bytes = body.readNBytes(LARGEST);
                if (answer.httpResponse().statusCode() != 200) {
                    throw failed("it was answered " + answer.httpResponse().statusCode(), null);
                }
                return JsonNode.parser().parse(bytes);
            }
        } catch (IOException | RuntimeException e) {
            throw e instanceof SdkClientException told ? told : failed(e.toString(), e);
        }
    }

    private Known parse(JsonNode answer) {
        Map<String, JsonNode> fields = answer.isObject() ? answer.asObject() : Map.of();
        String id = text(fields, "AccessKeyId");
        String secret = text(fields, "SecretAccessKey");
        String token = text(fields, "Token");
        if (id.isEmpty() || secret.isEmpty()) {
            throw failed("the answer has no AccessKeyId and SecretAccessKey", null);
        }
        return new Known(
                token.isEmpty()
                        ? AwsBasicCredentials.create(id, secret)
                        : AwsSessionCredentials.create(id, secret, token),
                until(text(fields, "Expiration")));
    }

    private Instant until(String expiration) {
        if (expiration.isEmpty()) {
            return Instant.MAX;
        }
        try {
            Instant end = Instant.parse(expiration);
            Duration half = Duration.between(clock.instant(), end).dividedBy(2);
            return end.minus(half.compareTo(EARLY) < 0 ? half : EARLY);
        } catch (DateTimeParseException e) {
            throw failed("its Expiration is no time", e);
        }
    }

    private static String text(Map<String, JsonNode> fields, String name) {
        return Optional.ofNullable(fields.get(name))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .orElse("");
    }

    private SdkClientException failed(String reason, @Nullable Exception cause) {
        return SdkClientException.create("Unable to load credentials from " + endpoint + ": " + reason, cause);
    }
}
