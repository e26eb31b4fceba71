"""Who sees what: role predicates, the gates of views, sign-in. May import only schools' models and journal."""
