package dev.hone.aws;

import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;

/** The request that the SDK's client would send for a GET, held back at the last moment. */
record SentRequest(String uri, String scope) {
    private static final class HeldBack extends SdkClientException {
        private static final long serialVersionUID = 1;

        HeldBack() {
            super(builder().message("held back"));
        }
    }

    /** What a client would send; its refusal in place of the address where it sends nothing. */
    static SentRequest by(S3Client client, String bucket, String key) {
        AtomicReference<SdkHttpRequest> sent = new AtomicReference<>();
        ExecutionInterceptor interceptor = new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
                sent.set(context.httpRequest());
                throw new HeldBack();
            }
        };
        try {
            client.getObject(request -> request.bucket(bucket)
                    .key(key)
                    .overrideConfiguration(override -> override.addPlugin(
                            plugin -> plugin.overrideConfiguration(plugin.overrideConfiguration().toBuilder()
                                    .addExecutionInterceptor(interceptor)
                                    .build()))));
            throw new IllegalStateException("it was not held back");
        } catch (SdkException | IllegalArgumentException e) {
            SdkHttpRequest request = sent.get();
            return request == null
                    ? new SentRequest("none: " + e.getMessage(), "")
                    : new SentRequest(
                            request.getUri().toString(),
                            scope(request.firstMatchingHeader("Authorization").orElse("")));
        }
    }

    /** Region and service of a signature. */
    static String scope(String authorization) {
        String[] parts = authorization.split("[/,]", -1);
        return parts.length < 5 ? "" : parts[2] + "/" + parts[3] + "/" + parts[4];
    }
}
