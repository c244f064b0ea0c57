package infra.velero;

import espalier.Component;
import espalier.Scope;
import espalier.SecretKey;
import espalier.Text;
import espalier.kubernetes.CustomResource;
import espalier.tree.Mapping;
import infra.S3;

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
}
