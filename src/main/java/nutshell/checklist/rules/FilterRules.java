package nutshell.checklist.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import nutshell.checklist.Finding;
import nutshell.evidence.Facts;

/** Which of the kernel's calls and corners a container reaches: seccomp, and the masks over /proc and /sys. */
final class FilterRules {

    private FilterRules() {}

    static List<Finding> kernelIsFiltered(Facts facts) {
        Verdict verdict = new Verdict(facts);
        if (facts.has("seccomp")) {
            verdict.on(
                    "seccomp",
                    mode -> seccomp(
                            verdict,
                            mode.asText(),
                            facts.text("seccomp_profile").orElse("")));
        } else {
            verdict.on("seccomp_profile", profile -> declaredProfile(verdict, profile.asText()));
        }
        if (facts.has("masked")) {
            verdict.on("masked", masked -> masks(verdict, masked));
        }
        return verdict.findings();
    }

    private static void declaredProfile(Verdict verdict, String profile) {
        switch (profile) {
            case "unconfined", "allows by default" ->
                verdict.weak("seccomp_profile", "its seccomp profile: " + profile);
            case "not set" -> verdict.weak("seccomp_profile", "no seccomp profile is named, so none is promised");
            case "file" ->
                verdict.ask("seccomp_profile", "a seccomp profile of its own, in a file that is not in sight");
            default -> verdict.good("seccomp_profile", "its seccomp profile: " + profile);
        }
    }

    private static void seccomp(Verdict verdict, String mode, String profile) {
        if (mode.equals("disabled")) {
            verdict.weak(
                    "seccomp",
                    "Seccomp 0: no filter lies on its process"
                            + (profile.equals("default") ? ", though the default was asked for" : ""));
        } else if (mode.equals("unknown")) {
            verdict.ask("seccomp", "this kernel does not tell whether system calls are filtered");
        } else if (profile.equals("allows by default")) {
            verdict.weak("seccomp", "a filter is there, but its profile allows every call it does not name");
        } else {
            verdict.good(
                    "seccomp",
                    "its system calls are filtered (" + (profile.isEmpty() ? "profile not known" : profile) + ")");
        }
    }

    private static void masks(Verdict verdict, JsonNode masked) {
        if (masked.path("proc_sys_writable").asBoolean()) {
            verdict.weak("masked", "/proc/sys is writable: the kernel's settings are within its reach");
        } else if (masked.path("count").asInt() == 0) {
            verdict.weak("masked", "nothing of /proc is masked or read-only");
        } else {
            verdict.good("masked", "/proc and /sys are masked as usual");
        }
    }
}
