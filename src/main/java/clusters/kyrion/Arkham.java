package clusters.kyrion;

import apps.media.Bazarr;
import apps.media.Plex;
import apps.media.Prowlarr;
import apps.media.QBittorrent;
import apps.media.Radarr;
import apps.media.Sonarr;
import espalier.Scope;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.Owner;
import espalier.kubernetes.PersistentVolumeClaim;
import espalier.kubernetes.StorageClass;
import infra.MediaStore;
import infra.Vpn;
import infra.rclone.CsiRclone;
import infra.rclone.RcloneVolume;
import infra.rclone.RcloneVolume.AzureBlobs;

/** Films and series: who plays them, who looks for what is missing, and what downloads it. */
final class Arkham {
    /** What all of it stands in. */
    final Namespace namespace;

    /** On what they have their settings: {@code disks} of the machine; and their library: what {@code rclone} mounts. */
    Arkham(Scope apps, StorageClass disks, CsiRclone rclone) {
        namespace = new Namespace(apps, "arkham");
        Scope household = apps.in(namespace);
        // The document has neither account nor container, nor whom the files belong to.
        var owner = new Owner(1000, 1000);
        var films = new RcloneVolume(
                household,
                "media-library",
                rclone,
                new AzureBlobs("elysium", "media-library"),
                "/mnt/media-library",
                "5Ti",
                owner);
        var settings = new PersistentVolumeClaim(household, "pvc-storage", disks, "50Gi");
        var store = new MediaStore(household, "store", settings, films, owner);

        new Plex(household, "plex", store, p -> p.host("plex").transcoding());
        var prowlarr = new Prowlarr(household, "prowlarr", store, p -> p.host("prowlarr"));
        // The document has a VPN, and neither whose it is nor where; this address is one of RFC 5737, which nobody has.
        var vpn = new Vpn(
                household,
                "vpn",
                new Vpn.Server("203.0.113.10", 51820, "hTEUGGXxwSpqU4tcMhS6rE1mWmYbUKW4Bqu1zvKUZ0E="));
        var qbittorrent = new QBittorrent(household, "qbittorrent", store, vpn, "200Gi", q -> q.host("qbittorrent"));
        var radarr = new Radarr(
                household,
                "radarr",
                store,
                r -> r.host("radarr").downloads(qbittorrent).indexers(prowlarr));
        var sonarr = new Sonarr(
                household,
                "sonarr",
                store,
                s -> s.host("sonarr").downloads(qbittorrent).indexers(prowlarr));
        new Bazarr(
                household, "bazarr", store, b -> b.host("bazarr").films(radarr).series(sonarr));
    }
}
