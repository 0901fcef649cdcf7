package dev.hone.event;

import dev.hone.blob.BlobKey;

/** The keys of a queue's blobs. No app is called {@code _hone}, so nobody takes them for an app's. */
record QueueKeys(String root) {
    static QueueKeys of(String queue) {
        return new QueueKeys("_hone/queues/" + queue + "/");
    }

    String messages() {
        return root + "messages/";
    }

    String leases() {
        return root + "leases/";
    }

    BlobKey message(String id) {
        return BlobKey.of(messages() + id);
    }

    BlobKey lease(String id) {
        return BlobKey.of(leases() + id);
    }

    BlobKey parked(String id) {
        return BlobKey.of(root + "parked/" + id);
    }
}
