package apps;

import espalier.Component;
import espalier.ExposedSettings;
import espalier.Resource;
import espalier.Scope;
import espalier.ServicePort;
import espalier.Setting;
import espalier.Settings;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.ConfigMap;
import espalier.kubernetes.Deployment;
import espalier.kubernetes.Probe;
import espalier.kubernetes.Service;
import infra.monitoring.Measured;
import infra.monitoring.MetricsSink;
import infra.monitoring.ServiceMonitor;
import java.util.function.Consumer;

/**
 * MediaMTX: takes in streams of cameras and encoders by RTSP, and shows them to browsers by WebRTC.
 *
 * <p>Whoever sends a stream logs in; the house may watch. What browsers get as WebRTC comes to them by a port of its own, at an
 * address that the server has to know: no proxy can forward it.
 */
public final class MediaMtx extends Component implements Measured {
    private final ServicePort metrics;

    /** A media server for the streams that are sent to it. */
    public MediaMtx(Scope scope, String id, Consumer<MediaMtxSettings> configure) {
        super(scope, id);
        var settings = Settings.configured(new MediaMtxSettings(this), configure);
        var publisher = new BootstrapSecret(this, "publisher", s -> s.password("password"));
        var configuration = new ConfigMap(this, c -> c.file("mediamtx.yml", Resource.of("apps/mediamtx.yml")));
        var server = new Deployment(
                this,
                d -> d.recreate() // a stream is at one server only
                        .runAs(1000, 1000)
                        .container("mediamtx", "bluenviron/mediamtx:1.20.1", c -> {
                            c.port("rtsp", 8554)
                                    .port("webrtc", 8889)
                                    .udpPort("ice", 8189)
                                    .port("metrics", 9998)
                                    .env("MTX_AUTHINTERNALUSERS_0_PASS", publisher.key("password"))
                                    .mountPart(configuration, "mediamtx.yml", "/mediamtx.yml")
                                    .readiness(Probe.tcp("rtsp"))
                                    .liveness(Probe.tcp("rtsp").every(20))
                                    .cpu("100m")
                                    .memory("64Mi", "1Gi");
                            if (settings.address.isSet()) {
                                c.env("MTX_WEBRTCADDITIONALHOSTS", settings.address.or(""));
                            }
                        }));
        var service = new Service(this, server);
        metrics = service.port("metrics");
        settings.expose(this, service.port("webrtc"));
        if (settings.address.isSet()) {
            new Service(this, "media", server, s -> s.only("rtsp", "ice").loadBalancer());
        }
    }

    @Override
    public void metricsTo(MetricsSink prometheus) {
        prometheus.reads(this);
        new ServiceMonitor(this, "metrics", metrics);
    }

    /** What can be set on MediaMTX. */
    public static final class MediaMtxSettings extends ExposedSettings<MediaMtxSettings> {
        private final Setting<String> address = setting("address");

        private MediaMtxSettings(MediaMtx server) {
            super(server.node());
        }

        @Override
        protected MediaMtxSettings self() {
            return this;
        }

        /** Opens streams and WebRTC's media to the house's network, where the cluster has {@code address}; default is inside only. */
        public MediaMtxSettings address(String address) {
            this.address.set(address);
            return this;
        }
    }
}
