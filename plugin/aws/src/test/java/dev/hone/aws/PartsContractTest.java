package dev.hone.aws;

import org.junit.jupiter.api.Tag;

/** The same contract where everything large is sent in parts. */
@Tag("server")
class PartsContractTest extends VersityContractTest {
    @Override
    String parameters() {
        return super.parameters() + "&multipart_size=5MiB&request_checksum_calculation=when_supported"
                + "&response_checksum_validation=when_supported";
    }
}
