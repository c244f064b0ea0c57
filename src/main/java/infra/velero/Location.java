package infra.velero;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;

/** A bucket that {@link Velero} puts backups in. */
public final class Location extends Component {
    private final CustomResource location;

    /**
     * @param name what people call it who ask for a backup
     * @param bucket where it is
     * @param credentials the user of the bucket, as a credentials file of AWS
     * @param isDefault whether backups that name no location go there
     */
    Location(Scope scope, String id, String name, S3 bucket, SecretKey credentials, boolean isDefault) {
        super(scope, id);
        var config = Mapping.of("region", bucket.region())
                .put("s3Url", bucket.endpoint())
                .put("s3ForcePathStyle", "true")
                // The plugin would send one that only Amazon's own S3 knows; Backblaze refuses it.
                .put("checksumAlgorithm", "");
        location = new CustomResource(this, Velero.API, "BackupStorageLocation", l -> {
            l.named(name)
                    .spec("provider", "aws")
                    .spec("objectStorage", Mapping.of("bucket", bucket.name()))
                    .spec("config", config)
                    .spec("credential", Mapping.of("name", credentials.secret()).put("key", credentials.key()));
            if (isDefault) {
                l.spec("default", true);
            }
        });
    }

    /** The location's name. */
    Text name() {
        return location.name();
    }

    /**
     * A bucket of whatever speaks S3.
     *
     * @param endpoint the URL of the service, as {@code https://s3.us-west-004.backblazeb2.com}
     * @param region as the service calls it
     * @param name the bucket's name
     */
    public record S3(Text endpoint, String region, Text name) {
        /** A bucket outside of the cluster. */
        public S3(String endpoint, String region, String name) {
            this(Text.of(endpoint), region, Text.of(name));
        }

        /** Which machine the endpoint names; empty where it is no URL. */
        String host() {
            String url = endpoint.text();
            int start = url.startsWith("https://") ? 8 : url.startsWith("http://") ? 7 : url.length();
            int end = start;
            while (end < url.length() && url.charAt(end) != '/' && url.charAt(end) != ':') {
                end++;
            }
            return url.substring(start, end);
        }
    }
}
