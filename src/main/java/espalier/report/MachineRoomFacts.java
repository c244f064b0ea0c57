package espalier.report;

import static espalier.report.Markdown.code;

import espalier.platform.AddressRange;
import espalier.platform.Capability;
import espalier.platform.Machine;
import espalier.platform.MachineRoom;
import espalier.platform.Taint;
import java.util.ArrayList;
import java.util.List;

/** What a cluster runs on: its distribution, its networks and its machines. */
final class MachineRoomFacts {
    private final MachineRoom room;

    MachineRoomFacts(MachineRoom room) {
        this.room = room;
    }

    void writeTo(Markdown page) {
        page.heading(2, "Runs on").paragraph(room.title() + ".").paragraph("");
        room.options()
                .forEach((option, because) ->
                        page.paragraph("- " + code(option) + (because.isEmpty() ? "" : ": " + because)));
        for (Capability capability : Capability.values()) {
            String because = room.elsewhere(capability);
            if (because != null) {
                page.paragraph("- " + capability.words() + " from elsewhere: " + because);
            }
        }
        networks(page);
        page.paragraph("");
        if (!room.machines().isEmpty()) {
            page.table(List.of("Machine", "Address", "Role", "Labels", "Taints", "Devices"), machines(), "None.");
        }
        if (anyIsMarked()) {
            page.paragraph("")
                    .paragraph(
                            "Labels and taints are given to machines by people, before what selects by them can work:"
                                    + " nothing in git does it.");
        }
    }

    private boolean anyIsMarked() {
        for (Machine machine : room.machines()) {
            if (!machine.labels().isEmpty() || !machine.taints().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void networks(Markdown page) {
        var networks = new ArrayList<String>();
        room.pods().forEach(range -> networks.add("pods " + code(range.toString())));
        room.services().forEach(range -> networks.add("Services " + code(range.toString())));
        add(networks, "machines", room.network());
        Long as = room.routerAs();
        add(networks, "router" + (as == null ? "" : " (AS " + as + ")"), room.router());
        add(networks, "API server", room.apiServer());
        Long own = room.ownAs();
        if (own != null) {
            networks.add("own AS " + own);
        }
        page.paragraph("- addresses: " + String.join(", ", networks));
    }

    private static void add(List<String> to, String what, @org.jspecify.annotations.Nullable AddressRange range) {
        if (range != null) {
            to.add(what + " " + code(range.toString()));
        }
    }

    private List<List<String>> machines() {
        var rows = new ArrayList<List<String>>();
        for (Machine machine : room.machines()) {
            var labels = new ArrayList<String>();
            machine.labels().forEach((key, value) -> labels.add(code(key + "=" + value)));
            var taints = new ArrayList<String>();
            for (Taint taint : machine.taints()) {
                taints.add(code(taint.toString()));
            }
            var devices = new ArrayList<String>();
            machine.devices().forEach((resource, count) -> devices.add(count + " × " + code(resource)));
            machine.bareDisks().forEach((model, count) -> devices.add(count + " × " + model));
            rows.add(List.of(
                    code(machine.hostname()),
                    String.valueOf(machine.address()),
                    machine.isControlPlane() ? "control plane" : "worker",
                    String.join(", ", labels),
                    String.join(", ", taints),
                    String.join(", ", devices)));
        }
        return rows;
    }
}
