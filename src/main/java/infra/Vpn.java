package infra;

import espalier.Component;
import espalier.Scope;
import espalier.Text;
import espalier.kubernetes.BootstrapSecret;
import espalier.kubernetes.Container;
import espalier.kubernetes.EmptyDir;
import espalier.kubernetes.Probe;
import espalier.platform.AddressRange;
import espalier.rules.Platforms;

/**
 * A WireGuard tunnel as the only way out of a pod: without it, nothing leaves. Two things see to that, neither of which needs
 * the other.
 *
 * <p>Inside the pod, gluetun runs beside the program. Before all else it lets its packet filter drop what does not leave by the
 * tunnel, but for the tunnel's own packets to its server; the program starts only when the tunnel carries something. When gluetun
 * ends, it takes the tunnel away and leaves the filter, which belongs to the pod: nothing leaves then. The pod asks for names in the
 * tunnel, by gluetun's own server, and knows no other one.
 *
 * <p>Outside of it, where the namespace is isolated, the pod's policy lets it reach the server's address on the tunnel's port, and
 * the cluster's DNS server, which each pod may ask; nobody else, whatever happens inside.
 */
public final class Vpn extends Component {
    private static final String IMAGE = "ghcr.io/qdm12/gluetun:v3.41.1";
    private static final String DEVICE = "tun0";

    private final Server server;
    private final BootstrapSecret credentials;

    /**
     * The other end of a tunnel.
     *
     * @param address of IPv4; a name would have to be asked for outside of the tunnel
     * @param port UDP
     * @param publicKey as WireGuard writes it
     */
    public record Server(String address, int port, String publicKey) {}

    /** A tunnel to {@code server}, for pods of the scope's namespace; a person hands over what the server knows them by. */
    public Vpn(Scope scope, String id, Server server) {
        super(scope, id);
        this.server = server;
        AddressRange address = AddressRange.address(server.address);
        if (address == null || address.isV6()) {
            node().findings()
                    .report(
                            Platforms.ADDRESS,
                            node(),
                            "Tried to end the tunnel of " + node().path() + " at \"" + server.address
                                    + "\", but that is no address of IPv4, and a name could be asked for only outside of"
                                    + " the tunnel",
                            "write the address that the provider gives for the server, as in 198.51.100.7");
        }
        credentials = new BootstrapSecret(
                this,
                "credentials",
                s -> s.given("private-key", "the private key of WireGuard that " + server.address + " knows")
                        .given("addresses", "the addresses in the tunnel that belong to this key, as 10.2.0.2/32"));
    }

    /** What the tunnel is called as an interface of the pod. */
    public Text device() {
        return Text.of(DEVICE);
    }

    /**
     * Leaves the pod of {@code program} no other way out.
     *
     * @param app the construct whose pod it is
     * @param port of the pod that the rest of the cluster still reaches
     */
    public void enclose(Component app, Container program, int port) {
        var servers = new EmptyDir(app, "vpn-servers");
        var temporary = new EmptyDir(app, "vpn-tmp");
        var running = new EmptyDir(app, "vpn-run");
        program.pod()
                .nameserver("127.0.0.1")
                .reachesUdp(server.address, server.port, "the tunnel ends there, which is its only way out")
                .sidecar("vpn", IMAGE, c -> {
                    tunnel(c);
                    c.env("FIREWALL_INPUT_PORTS", Integer.toString(port))
                            .mount(servers, "/gluetun")
                            .mount(temporary, "/tmp")
                            .mount(running, "/run"); // where a tunnel that is none of the kernel's has its socket
                });
    }

    /** Its settings as its own documentation has them, and its rights: with one fewer it does not start, which was tried. */
    private void tunnel(Container gluetun) {
        gluetun.env("VPN_SERVICE_PROVIDER", "custom")
                .env("VPN_TYPE", "wireguard")
                .env("VPN_INTERFACE", DEVICE)
                .env("WIREGUARD_ENDPOINT_IP", server.address)
                .env("WIREGUARD_ENDPOINT_PORT", Integer.toString(server.port))
                .env("WIREGUARD_PUBLIC_KEY", server.publicKey)
                .env("WIREGUARD_PRIVATE_KEY", credentials.key("private-key"))
                .env("WIREGUARD_ADDRESSES", credentials.key("addresses"))
                // Whether the tunnel carries something it asks before its DNS server starts, and so by address.
                .env("HEALTH_TARGET_ADDRESSES", "1.1.1.1:443,8.8.8.8:443")
                .env("HEALTH_SMALL_CHECK_TYPE", "dns") // an echo request needs one more capability
                .env("BLOCK_MALICIOUS", "off") // its DNS server waits for these lists
                // A user for OpenVPN, and a file with its public address, would need a file system that can be written.
                .env("PUID", "0")
                .env("PGID", "0")
                .env("PUBLICIP_ENABLED", "off")
                .env("VERSION_INFORMATION", "off")
                .env("HTTP_CONTROL_SERVER_ADDRESS", "127.0.0.1:8000")
                .root("routes and packet filters are set by root alone")
                .capability("NET_ADMIN", "it makes the tunnel, and the packet filter that is the kill switch")
                .capability("NET_BIND_SERVICE", "its DNS server has port 53")
                .capability("MKNOD", "it makes /dev/net/tun before it looks whether the kernel has WireGuard")
                .capability("DAC_OVERRIDE", "it makes /dev/net/tun without the right to open it, and opens it")
                .startup(Probe.exec("/gluetun-entrypoint", "healthcheck")
                        .within(5)
                        .failures(30))
                .cpu("50m")
                .memory("64Mi", "256Mi");
    }
}
