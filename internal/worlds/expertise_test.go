package worlds

func expertiseRoom() room { return room{} }
