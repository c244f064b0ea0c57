package infra.monitoring;

/**
 * A dashboard that somebody published on grafana.com, from where Grafana loads it when it starts.
 *
 * @param id what Grafana calls its file
 * @param number its number on grafana.com
 * @param revision the version of it
 */
public record Dashboard(String id, int number, int revision) {
    /** NVIDIA's own, for what its DCGM exporter tells of GPUs. */
    public static final Dashboard NVIDIA_DCGM = new Dashboard("nvidia-dcgm", 12239, 2);
}
