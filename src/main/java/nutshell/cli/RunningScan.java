package nutshell.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.evidence.runtime.Engine;
import nutshell.evidence.runtime.Engines;
import nutshell.refusals.Refusal;
import nutshell.vulnerabilities.Database;
import nutshell.vulnerabilities.Running;
import nutshell.vulnerabilities.Scan;

/** Scans the image of each container that runs, each image once. */
final class RunningScan {

    private final Database records;
    private final boolean ownData;
    private final Map<String, Scan> byImage = new HashMap<>();

    RunningScan(Database records, boolean ownData) {
        this.records = records;
        this.ownData = ownData;
    }

    RunningReport of() {
        Engines engines = Engines.ofThisMachine();
        List<RunningReport.Entry> entries = new ArrayList<>();
        List<String> unasked = new ArrayList<>();
        for (Engine engine : Engine.values()) {
            try {
                engines.socket(engine)
                        .map(socket -> Running.with(engine, socket))
                        .orElseGet(() -> {
                            unasked.add(engine.word() + ": is installed, and its service does not listen; "
                                    + engine.starts());
                            return List.of();
                        })
                        .forEach(running -> entries.add(entry(running)));
            } catch (Refusal e) {
                unasked.add(e.getMessage() + "; " + e.remedy());
            }
        }
        return new RunningReport(entries, unasked, ownData);
    }

    private RunningReport.Entry entry(Running running) {
        try {
            return new RunningReport.Entry(running, Optional.of(scan(running)), "");
        } catch (Refusal e) {
            return new RunningReport.Entry(running, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private Scan scan(Running running) {
        Scan known = byImage.get(running.id());
        Scan scan = known == null ? ScanTarget.scan(running.reference(), records) : known;
        byImage.put(running.id(), scan);
        return scan;
    }
}
