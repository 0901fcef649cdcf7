package dev.hone.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signs all but a few headers, which are sent all the same: something between here and the server changes them, and a
 * signature over what was sent would not be one over what arrives.
 */
final class UnsignedHeaders implements AwsV4AuthScheme {
    private final AwsV4AuthScheme scheme = AwsV4AuthScheme.create();
    private final List<String> names;

    UnsignedHeaders(List<String> names) {
        this.names = List.copyOf(names);
    }

    @Override
    public String schemeId() {
        return scheme.schemeId();
    }

    @Override
    public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
        return scheme.identityProvider(providers);
    }

    @Override
    public AwsV4HttpSigner signer() {
        return new Signer(scheme.signer());
    }

    private SdkHttpRequest without(SdkHttpRequest request) {
        return request.copy(builder -> names.forEach(builder::removeHeader));
    }

    private SdkHttpRequest with(SdkHttpRequest signed, SdkHttpRequest original) {
        Map<String, List<String>> back = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        original.headers().forEach((name, values) -> {
            if (names.stream().anyMatch(name::equalsIgnoreCase)) {
                back.put(name, new ArrayList<>(values));
            }
        });
        return signed.copy(builder -> back.forEach(builder::putHeader));
    }

    private final class Signer implements AwsV4HttpSigner {
        private final HttpSigner<AwsCredentialsIdentity> signer;

        Signer(HttpSigner<AwsCredentialsIdentity> signer) {
            this.signer = signer;
        }

        @Override
        public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
            SignedRequest signed = signer.sign(request.copy(builder -> builder.request(without(request.request()))));
            return signed.copy(builder -> builder.request(with(signed.request(), request.request())));
        }

        @Override
        public CompletableFuture<AsyncSignedRequest> signAsync(
                AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
            throw new UnsupportedOperationException("the client is a blocking one");
        }
    }
}
