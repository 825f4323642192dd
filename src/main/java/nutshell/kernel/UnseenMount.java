package nutshell.kernel;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import jnr.ffi.Pointer;

/** Mounts a file system in nobody's tree: it goes with its descriptor. See fsopen(2), fsconfig(2), fsmount(2). */
final class UnseenMount {

    private static final int CLOEXEC = 1;
    private static final int SET_FLAG = 0;
    private static final int SET_STRING = 1;
    private static final int CMD_CREATE = 6;
    private static final int RDONLY_NOSUID_NODEV = 1 | 2 | 4;

    private final Door door;
    private final Libc libc;

    UnseenMount(Door door) {
        this.door = door;
        this.libc = door.libc();
    }

    int of(String type, List<Map.Entry<String, String>> options) {
        int fs = open(type);
        try {
            config(fs, SET_FLAG, "FSCONFIG_SET_FLAG", "ro", "");
            options.forEach(
                    option -> config(fs, SET_STRING, "FSCONFIG_SET_STRING", option.getKey(), option.getValue()));
            config(fs, CMD_CREATE, "FSCONFIG_CMD_CREATE", "", "");
            return (int) door.call(
                    () -> libc.syscall(Syscall.FSMOUNT.number(), fs, CLOEXEC, RDONLY_NOSUID_NODEV, 0, 0, 0),
                    "fsmount",
                    Integer.toString(fs),
                    "FSMOUNT_CLOEXEC",
                    "MOUNT_ATTR_RDONLY|MOUNT_ATTR_NOSUID|MOUNT_ATTR_NODEV");
        } finally {
            door.call(() -> libc.close(fs), "close", Integer.toString(fs));
        }
    }

    private int open(String type) {
        return (int) NativeMemory.withString(
                type,
                name -> door.call(
                        () -> libc.syscall(Syscall.FSOPEN.number(), name, CLOEXEC, 0, 0, 0, 0),
                        "fsopen",
                        Text.quoted(type),
                        "FSOPEN_CLOEXEC"));
    }

    private void config(int fs, int command, String commandName, String key, String value) {
        Pointer name = NativeMemory.string(key);
        Pointer text = NativeMemory.string(value);
        long keyAddress = key.isEmpty() ? 0 : name.address();
        long valueAddress = value.isEmpty() ? 0 : text.address();
        try {
            door.call(
                    () -> libc.syscall(Syscall.FSCONFIG.number(), fs, command, keyAddress, valueAddress, 0, 0),
                    "fsconfig",
                    Integer.toString(fs),
                    commandName,
                    key.isEmpty() ? "NULL" : Text.quoted(key),
                    value.isEmpty() ? "NULL" : Text.quoted(value),
                    "0");
        } finally {
            Reference.reachabilityFence(name);
            Reference.reachabilityFence(text);
        }
    }
}
