package nutshell.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import nutshell.container.Cleaner;
import nutshell.container.Places;
import nutshell.machine.Abandoned;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nutshell clean}: removes what dead sessions left. */
@Command(
        name = "clean",
        description = "Remove what dead sessions left: processes, mounts, cgroups, links, files.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell clean"})
final class CleanCommand implements Callable<Integer> {

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        List<String> removed = new ArrayList<>(new Cleaner(Places.ofThisUser()).clean());
        removed.addAll(new Abandoned(LabMachines.folders()).remove());
        if (json) {
            var document = Json.schema("nutshell.clean/1");
            document.put("removed", removed);
            System.out.println(Json.document(document));
        } else {
            removed.forEach(line -> System.out.println("removed " + line));
            if (removed.isEmpty()) {
                System.out.println("nothing was left behind");
            }
        }
        return 0;
    }
}
