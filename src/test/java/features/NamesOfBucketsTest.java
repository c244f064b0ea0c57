package features;

import espalier.kubernetes.StorageClass;
import infra.Bucket;
import infra.Minio;

/** Buckets and their users, named one letter away from those that are made here. */
class NamesOfBucketsTest extends GroundCases {
    NamesOfBucketsTest() {
        super("names-of-buckets");
    }

    private void read(String name, String expected, String file, String inValues) {
        is(name, expected, c -> {
            Elsewhere.definitions(c, "barmancloud.cnpg.io");
            var driver = c.external().clusterScoped("storage.k8s.io", "CSIDriver", "driver.longhorn.io", "a test");
            var disks = new StorageClass(c.infrastructure, "longhorn", driver, s -> {});
            var minio = new Minio(c.infrastructure, "minio", disks, "10Gi");
            new Bucket(c.infrastructure, "archive", minio, b -> b.named("orchard-archive"));
            c.yaml(file);
            c.chart("reader", h -> h.value(inValues, "storage", "bucketNames", "chunks"));
        });
    }

    @Override
    void all() {
        read("a bucket that is made", "", "bucket-reader.yaml", "orchard-archive");
        read("a bucket of elsewhere", "", "bucket-reader-of-elsewhere.yaml", "chunks");
        read(
                "a bucket and its user misspelt",
                "name-misspelt name-misspelt name-misspelt name-misspelt",
                "bucket-reader-misspelt.yaml",
                "orchard-acrhive");
    }
}
