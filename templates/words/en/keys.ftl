# Keys that sign what other apps are told, and what apps got of sign-ins
action-key-rotate = Made the next signing key
action-key-drop = Dropped a signing key
action-grant-reused = Ended what an app got: its code or token was used twice
target-key = Signing key
