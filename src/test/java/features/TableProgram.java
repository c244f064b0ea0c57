package features;

import espalier.screen.Screen;
import espalier.screen.Table;
import espalier.screen.Table.Row;
import espalier.screen.Table.Tone;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;

/** Draws tables on its terminal as it is told by lines of input, and draws the last again and again, as watch does. */
final class TableProgram {
    private static volatile List<Row> rows = List.of();

    private TableProgram() {}

    public static void main(String[] args) throws Exception {
        Screen screen = Screen.open(System.out, System.getenv());
        if (screen == null) {
            System.out.println("no screen");
            System.exit(7);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(screen::close));
        var painter = new Thread(() -> {
            while (true) {
                screen.draw(Table.lines(rows, screen.width(), screen.height(), true));
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        painter.setDaemon(true);
        painter.start();
        var input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null && !line.equals("end"); line = input.readLine()) {
            rows = line.equals("1")
                    ? List.of(
                            new Row(1, "apps-redis", "working", Tone.BUSY, 1, "Reconciling"),
                            new Row(2, "apps-llm", "waiting", Tone.IDLE, 1, "dependency 'flux-system/apps-redis'"),
                            new Row(
                                    3,
                                    "apps-open-webui",
                                    "waiting",
                                    Tone.IDLE,
                                    1,
                                    "dependency 'flux-system/apps-llm' is not ready"))
                    : List.of(new Row(1, "apps-redis", "live", Tone.GOOD, 9, ""));
        }
        screen.close();
        System.out.println("the last word");
        System.exit(0);
    }
}
